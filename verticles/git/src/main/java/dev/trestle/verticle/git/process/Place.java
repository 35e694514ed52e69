package dev.trestle.verticle.git.process;

import java.nio.file.Path;

/**
 * Where a git runs.
 *
 * @param workspace the folder of the workspace, without a link in it
 * @param directory where git starts
 * @param top the root of the working tree; {@code null} where there is none
 * @param bare whether {@code directory} is itself the repository
 */
public record Place(Path workspace, Path directory, Path top, boolean bare) {}
