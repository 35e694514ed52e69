/** What changes a repository: a handler for each operation, which answers with where the repository stands then. */
package dev.trestle.verticle.git.write;
