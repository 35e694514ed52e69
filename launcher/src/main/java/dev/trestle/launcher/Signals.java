package dev.trestle.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears signals, also while the JVM shuts down, when it would no longer act on them.
 *
 * <p>{@code sun.misc.Signal} is the only way to; it is reached by name, because it is not part of Java SE. Where it is
 * missing, signals change nothing.
 */
final class Signals {

    private static final Logger LOGGER = LoggerFactory.getLogger(Signals.class);
    private static final List<String> ENDING = List.of("INT", "TERM");

    private Signals() {}

    /** Runs {@code action} at the next Ctrl-C or SIGTERM. */
    static void onNext(Runnable action) {
        ENDING.forEach(name -> onEach(name, action));
    }

    /** Runs {@code action} at each signal of this name, such as WINCH. */
    static void onEach(String name, Runnable action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> {
                action.run();
                return null;
            };
            var onSignal = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, calls);
            var number = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, number, onSignal);
        } catch (ReflectiveOperationException missing) {
            LOGGER.atDebug().addKeyValue("signal", name).setCause(missing).log("a signal will not be heard");
        }
    }
}
