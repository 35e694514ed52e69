package dev.trestle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveSettingsTest {
    @TempDir
    Path folder;

    @Test
    void showEverythingWithItsOriginAndWithoutItsSecrets() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("my code"));
        var file = Files.writeString(
                folder.resolve("trestle.yaml"),
                "workspaces:\n  demo: my code\ncluster: {members: [a:1, '[::1]:2']}\nlog: {level: Debug}\n"
                        + "agents: {coder: {kind: acp, command: [coder, --acp]}}\n");
        var environment = Map.of("TRESTLE_TOKEN", "not-for-the-log-0001");
        // When
        var effective = EffectiveSettings.read(new Sources(file, environment, Map.of("gateway.port", "0")));
        // Then
        assertThat(effective.render().replace(folder + "/", "")).isEqualTo("""
                        node:
                          roles: ["gateway", "fs", "pty", "git", "agent"]
                        gateway:
                          host: "127.0.0.1"
                          port: 0 # command line
                          origins: []
                          hosts: []
                          trustedProxies: []
                          eventLoops: 0
                          handshakeTimeoutMs: 5000
                          authenticateWithinMs: 5000
                          ticketTtlMs: 30000
                          heartbeatMs: 25000
                          callTimeoutMs: 30000
                          drainMs: 10000
                          drainWave: 100
                          tls:
                            certificate: null
                            key: null
                          rates:
                            readsPerSecond: 2000
                            writesPerSecond: 500
                            burstSeconds: 2
                            patience: 1000
                          limits:
                            messageBytes: 1048576
                            inFlight: 64
                            waiting: 1024
                            waitingBytes: 4194304
                            jsonDepth: 64
                            queueBytes: 65536
                            queueBytesTotal: 268435456
                            slowConsumerMs: 10000
                            terminalBytes: 262144
                            tickets: 10000
                            ticketsPerPrincipal: 100
                            connectionsPerPrincipal: 1000
                            connectionsPerAddress: 10000
                        dialects:
                          devex:
                            enabled: false
                            host: "127.0.0.1"
                            port: 8081
                            origins: []
                            workspace: "default"
                            token: null
                            allowRemote: false
                            tls:
                              certificate: null
                              key: null
                          gathering:
                            enabled: false
                            host: "127.0.0.1"
                            port: 8000
                            origins: []
                            workspace: "default"
                            token: null
                            allowRemote: false
                            tls:
                              certificate: null
                              key: null
                          cluso:
                            enabled: false
                            host: "127.0.0.1"
                            port: 3000
                            origins: []
                            workspace: "default"
                            token: null
                            allowRemote: false
                            tls:
                              certificate: null
                              key: null
                          patterns:
                            enabled: false
                            host: "127.0.0.1"
                            port: 3001
                            origins: []
                            workspace: "default"
                            token: null
                            allowRemote: false
                            tls:
                              certificate: null
                              key: null
                            agent: null
                            toAll: false
                            awayMs: 60000
                            away: 1000
                        topics:
                          perNode: 200000
                          perConnection: 1000
                          eventBytes: 65536
                          historyLength: 1000
                          searchLength: 110000
                          historyMs: 600000
                          transcriptMs: 86400000
                          historyBytes: 268435456
                          queueBytes: 1048576
                          announcedMembers: 100
                          idempotencyKeys: 100000
                          lingerMs: 30000
                        redis:
                          mode: standalone
                          url: null
                          others: []
                          master: "mymaster"
                          ca: null
                        bridge:
                          redis: []
                          group: "trestle"
                          claimMs: 60000
                          deadLetters: "trestle:dead-letters"
                          deadLettersKept: 10000
                        access:
                          token: "****" # environment variable TRESTLE_TOKEN
                          principals: null
                          jwt:
                            secret: null
                            keyFile: null
                            jwksUrl: null
                            issuer: null
                            audience: null
                            clockSkewMs: 10000
                            maxLifetimeMs: 86400000
                            claims:
                              subject: "sub"
                              roles: "roles"
                              grants: null
                            jwks:
                              cacheMs: 300000
                              floorMs: 30000
                              staleMs: 86400000
                          audit:
                            file: null
                            maxBytes: 104857600
                            keep: 10
                            repeatMs: 60000
                        workspaces:
                          demo: "my code" # trestle.yaml:2
                        fs:
                          threads: 16
                          maxQueued: 10000
                          maxReadBytes: 1048576
                          maxPatchBytes: 16777216
                          maxUploadBytes: 17179869184
                          uploads:
                            most: 64
                            keepMs: 3600000
                          watch:
                            maxWatches: 65536
                            maxNames: 1000000
                          search:
                            concurrent: 8
                            maxFileBytes: 33554432
                            ripgrep: "auto"
                        pty:
                          shell: null
                          maxPerWorkspace: 64
                          maxPerPrincipal: 64
                          threads: 4
                          scrollbackBytes: 1048576
                          inputBytes: 1048576
                          inputBytesPerSecond: 1048576
                          resize: latest
                          patienceMs: 1000
                          detachedTtlMs: 1800000
                          exitedTtlMs: 300000
                          sandbox: none
                          network: false
                          readable: []
                          envBytes: 65536
                          runTimeoutMs: 600000
                          runOutputBytes: 1048576
                          killGraceMs: 1000
                          limits:
                            processes: 512
                            memoryBytes: 4294967296
                            temporaryBytes: 1073741824
                            openFiles: 4096
                        git:
                          threads: 8
                          maxQueued: 1000
                          timeoutMs: 30000
                          transferTimeoutMs: 3600000
                          credentialMs: 120000
                          hooks: false
                          allowFileTransport: false
                          name: null
                          email: null
                          maxOutputBytes: 67108864
                          maxDiffBytes: 4194304
                          maxFileDiffBytes: 1048576
                          watchFolders: 8192
                        agent:
                          standard: "demo"
                          permissions: ["deny write .git/**", "deny edit .git/**", "allow read", "allow list", "allow search", "allow git", "ask *"]
                          limits:
                            perWorkspace: 32
                            perPrincipal: 32
                            turnsPerMinute: 60
                            queued: 16
                            turnMs: 3600000
                            turnBytes: 16777216
                            transcriptBytes: 1048576
                            outputBytesPerSecond: 1048576
                            gatherMs: 50
                            permissionMs: 600000
                            idleMs: 86400000
                            endedMs: 3600000
                            messageBytes: 8388608
                            silenceMs: 120000
                            retries: 4
                            steps: 64
                        agents:
                          demo:
                            kind: demo
                            description: "A small agent without a model, to try things out."
                            command: []
                            env: []
                            network: null
                            readable: []
                            writable: []
                            url: null
                            model: null
                            key: null
                            images: null
                            instructions: null
                            tools: []
                          coder:
                            kind: acp # trestle.yaml:5
                            description: null
                            command: ["coder", "--acp"] # trestle.yaml:5
                            env: []
                            network: null
                            readable: []
                            writable: []
                            url: null
                            model: null
                            key: null
                            images: null
                            instructions: null
                            tools: []
                        cluster:
                          enabled: false
                          host: "127.0.0.1"
                          allowPublic: false
                          port: 5701
                          busPort: 0
                          members: ["a:1", "[::1]:2"] # trestle.yaml:3
                          dns: null
                          peerBytes: 16777216
                          tls:
                            certificate: null
                            key: null
                            trust: null
                          name: "trestle"
                          secret: null
                          wordMs: 3600000
                        status:
                          enabled: false
                          host: "127.0.0.1"
                          port: 8090
                          tls:
                            certificate: null
                            key: null
                        tracing:
                          endpoint: null
                          percent: 100
                        log:
                          format: text
                          level: debug # trestle.yaml:4
                        """);
    }

    @Test
    void areThemselvesAFileThatReadsTheSame() throws IOException {
        // Given
        var strange = Files.createDirectory(folder.resolve("a \"b\" # c: \\ é"));
        var effective = EffectiveSettings.read(Sources.of(Map.of("workspaces.x.y", strange.toString())));
        var file = Files.writeString(folder.resolve("trestle.yaml"), effective.render());
        // When
        var settings = Settings.read(new Sources(file, Map.of(), Map.of()));
        // Then
        assertThat(settings).isEqualTo(effective.settings());
    }

    @Test
    void sayThatThereAreNoWorkspacesAndNoToken() {
        var effective = EffectiveSettings.read(Sources.of(Map.of("node.roles", "[gateway]")));

        assertThat(effective.render()).contains("  token: null\n", "\nworkspaces: {}\n");
    }
}
