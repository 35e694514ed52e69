package dev.trestle.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the one {@link StartedTrestle} to all tests that ask for it as a parameter: with the defaults, with
 * {@link StartedTrestle#TOKEN}, on a folder that was empty. It starts at the first and ends after the last. A test that asks
 * for a {@link Desk} gets one at it.
 */
final class OneTrestle implements ParameterResolver {

    private static final Namespace HERE = Namespace.create(OneTrestle.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        var type = parameter.getParameter().getType();
        return type == StartedTrestle.class || type == Desk.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        var one = test.getRoot()
                .getStore(HERE)
                .getOrComputeIfAbsent("the one", key -> One.start(), One.class)
                .trestle();
        return parameter.getParameter().getType() == StartedTrestle.class
                ? one
                : test.getStore(HERE).getOrComputeIfAbsent("the desk", key -> new Desk(one), Desk.class);
    }

    /** The one and its folder, which goes with it. */
    private record One(StartedTrestle trestle) implements AutoCloseable {

        static One start() {
            try {
                return new One(StartedTrestle.of(
                        Files.createTempDirectory("trestle-it").toRealPath()));
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }

        /** By a command, since Java cannot name the files whose names are not UTF-8. */
        @Override
        public void close() {
            trestle.close();
            var folder = trestle.folder();
            try (var rm = Launched.start(folder.getParent(), Map.of(), List.of("rm", "-rf", folder.toString()))) {
                rm.ended();
            }
        }
    }
}
