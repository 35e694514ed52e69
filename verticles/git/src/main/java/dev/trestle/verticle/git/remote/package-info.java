/** What speaks to other repositories: with progress, with questions that a client answers, and with the network. */
package dev.trestle.verticle.git.remote;
