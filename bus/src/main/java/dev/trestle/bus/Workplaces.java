package dev.trestle.bus;

import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The directories of the workspaces that a service of this node works in. Any thread may call. */
public final class Workplaces {

    private final Map<String, Workplace> all;

    /**
     * Of {@code workspaces}, a directory for each id. Blocks.
     *
     * @throws UncheckedIOException when one does not exist
     */
    public Workplaces(Map<String, Path> workspaces) {
        all = workspaces.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> new Workplace(entry.getKey(), real(entry.getValue()))));
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException cause) {
            throw new UncheckedIOException("a workspace needs its directory: " + directory, cause);
        }
    }

    /** All of them. */
    public Collection<Workplace> all() {
        return all.values();
    }

    /**
     * That of a call's workspace.
     *
     * @throws Failure {@code NOT_FOUND}
     */
    public Workplace find(Call call) {
        var found = call.workspace() == null ? null : all.get(call.workspace());
        if (found == null) {
            throw new Failure(ErrorCode.NOT_FOUND, "no such workspace: " + call.workspace());
        }
        return found;
    }
}
