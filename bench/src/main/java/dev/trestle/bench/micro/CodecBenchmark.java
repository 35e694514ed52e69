package dev.trestle.bench.micro;

import dev.trestle.bus.Wire;
import dev.trestle.gateway.socket.FrameReader;
import dev.trestle.gateway.socket.StrictJson;
import dev.trestle.wire.Fs;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Between JSON and records: the params of a call, the replies of {@code fs.stat} and of {@code fs.read}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CodecBenchmark {

    private final FrameReader reader = new FrameReader(new StrictJson(64));
    private final byte[] content = Wire.encode(Samples.CONTENT);

    /** Checks and measures params as the gateway does, without building anything of them. */
    @Benchmark
    public FrameReader.Params paramsAtTheGateway() {
        return reader.params(Samples.STAT);
    }

    /** The params of {@code fs.stat} into their record. */
    @Benchmark
    public Fs.Stat decodeStat() {
        return Wire.decode(Samples.STAT, Fs.Stat.class);
    }

    /** The reply of {@code fs.stat} into bytes. */
    @Benchmark
    public byte[] encodeEntry() {
        return Wire.encode(Samples.ENTRY);
    }

    /** The reply of {@code fs.read} with 4 KiB of text into bytes. */
    @Benchmark
    public byte[] encodeContent() {
        return Wire.encode(Samples.CONTENT);
    }

    /** The same reply, back into its record. */
    @Benchmark
    public Fs.Content decodeContent() {
        return Wire.decode(content, Fs.Content.class);
    }
}
