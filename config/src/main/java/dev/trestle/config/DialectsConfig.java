package dev.trestle.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** The protocols of other systems that the gateway speaks, each on a listener of its own. */
public record DialectsConfig(
        DialectConfig devex, DialectConfig gathering, DialectConfig cluso, PatternsConfig patterns) {

    /** The names of all there are. */
    public static final List<String> NAMES = Arrays.stream(DialectsConfig.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();

    public DialectsConfig {
        devex.check("dialects.devex");
        gathering.checkAsking("dialects.gathering");
        cluso.check("dialects.cluso");
        patterns.check("dialects.patterns");
    }
}
