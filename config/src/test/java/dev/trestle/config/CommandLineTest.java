package dev.trestle.config;

import static dev.trestle.config.Written.onCommandLine;
import static dev.trestle.config.Written.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void aValueIsTakenAsItIsWritten() {
        var settings = Settings.read(onCommandLine("access.token", "0123456789012345"));

        assertThat(settings.access().token()).isEqualTo("0123456789012345");
    }

    @Test
    void aBadValueNamesTheCommandLine() {
        assertThat(refusalOf(onCommandLine("gateway.port", "70000")))
                .isEqualTo("command line: gateway.port must be 0 to 65535, not 70000");
    }

    @Test
    void anEmptyValueIsRefused() {
        assertThat(refusalOf(onCommandLine("gateway.port", ""))).isEqualTo("command line: gateway.port needs a value");
        assertThat(refusalOf(onCommandLine("workspaces.demo", "")))
                .isEqualTo("command line: workspaces.demo needs a value");
    }

    @Test
    void anUnknownKeyNamesTheNearestKnownOne() {
        assertThat(refusalOf(onCommandLine("gateway.potr", "1")))
                .isEqualTo("command line: gateway.potr is not a setting; did you mean gateway.port?");
    }

    @Test
    void aKeyBelowAValueNamesAllOfItsSection() {
        assertThat(refusalOf(onCommandLine("log.level.of.every.room", "info")))
                .isEqualTo("command line: log.level.of.every.room is not a setting; known here: log.format, log.level");
    }

    @Test
    void anUnknownRoleNamesThoseThereAre() {
        assertThat(refusalOf(onCommandLine("node.roles", "[gateway, hg]")))
                .isEqualTo("command line: node.roles[1] must be one of gateway, fs, pty, git, agent, not \"hg\"");
    }
}
