/**
 * The git verticle: the repositories of the workspaces of this node, served by the git of the machine as
 * {@link dev.trestle.wire.Git} says. Decision 018 says how it is kept from running what a repository names.
 *
 * <p>{@code process} starts gits, {@code repository} says which repository is meant and who has the turn, {@code read},
 * {@code write} and {@code remote} have a class for each operation.
 */
package dev.trestle.verticle.git;
