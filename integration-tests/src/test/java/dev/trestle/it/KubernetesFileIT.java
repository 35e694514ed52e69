package dev.trestle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.trestle.it.Launched.Ended;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code config/deploy/kubernetes/trestle.yaml}: Kubernetes would take it, and so would the nodes that it starts. */
class KubernetesFileIT {

    private static final Path FILE = StartedTrestle.ROOT.resolve("config/deploy/kubernetes/trestle.yaml");

    private interface Check {
        void on(JsonElement json) throws IOException;
    }

    /** Of the official client, made from the schema of Kubernetes: unknown members and missing ones are refused. */
    private static final Map<String, Check> CHECKS = Map.of(
            "v1/Service", V1Service::validateJsonElement,
            "v1/ConfigMap", V1ConfigMap::validateJsonElement,
            "apps/v1/Deployment", V1Deployment::validateJsonElement,
            "apps/v1/StatefulSet", V1StatefulSet::validateJsonElement,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::validateJsonElement);

    @TempDir
    private Path folder;

    static Stream<Deployed> documents() throws IOException {
        return Deployed.read(FILE).stream();
    }

    private static Deployed document(String kind, String name) throws IOException {
        return documents()
                .filter(one -> one.at("kind").text().equals(kind)
                        && one.at("metadata", "name").text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Deployed container(String kind, String name) throws IOException {
        return document(kind, name).at("spec", "template", "spec", "containers", "0");
    }

    private static void validate(Deployed document) throws IOException {
        var type = document.at("apiVersion").text() + "/" + document.at("kind").text();
        assertThat(CHECKS).containsKey(type);
        CHECKS.get(type).on(JsonParser.parseString(document.json().toString()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void eachDocumentIsWhatTheSchemaOfKubernetesSays(Deployed document) throws IOException {
        validate(document);
    }

    /** Else the test above would pass whatever the file says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "replica: 2, selector: {}, template: {}",
                "replicas: 2, template: {}",
                "selector: {}, template: {spec: {containers: [{image: trestle}]}}"
            })
    void aDocumentThatKubernetesWouldRefuseIsFound(String spec) throws IOException {
        // Given
        var broken = Deployed.parse("{apiVersion: apps/v1, kind: Deployment, spec: {" + spec + "}}")
                .get(0);
        // Then
        assertThatThrownBy(() -> validate(broken)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"Deployment, gateway", "StatefulSet, worker"})
    void aNodeTakesItsSettingsArgumentsAndVariables(String kind, String name) throws IOException {
        // Given
        var container = container(kind, name);
        var variables = new HashMap<String, String>();
        container
                .at("env")
                .each()
                .forEach(one -> variables.put(
                        one.at("name").text(), value(one.at("name").text())));
        Files.createDirectories(folder.resolve("workspaces/default"));
        var settings = document("ConfigMap", "settings-of-trestle")
                .at("data", "trestle.yaml")
                .text();
        Files.writeString(
                folder.resolve("trestle.yaml"), settings.replace(": /workspaces", ": " + folder + "/workspaces"));
        // When
        var checked = check(container.at("args").list(), variables);
        // Then
        assertThat(checked.exitCode()).as(checked.err()).isZero();
        assertThat(checked.out()).contains(variables.keySet());
    }

    private static String value(String variable) {
        return variable.endsWith("_HOST") ? "10.1.2.3" : "0123456789abcdef0123456789abcdef";
    }

    private Ended check(List<String> command, Map<String, String> variables) {
        assertThat(command).startsWith("up");
        var arguments = new ArrayList<>(List.of("check"));
        command.stream()
                .skip(1)
                .map(one -> one.replace("/etc/trestle", folder.toString()))
                .forEach(arguments::add);
        return StartedTrestle.run(folder, variables, arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"Deployment, gateway", "StatefulSet, worker"})
    void theProbesAskAtPortsThatAreThere(String kind, String name) throws IOException {
        // Given
        var container = container(kind, name);
        // When
        var named =
                container.at("ports").each().map(port -> port.at("name").text()).toList();
        // Then
        for (var probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(named).contains(container.at(probe, "httpGet", "port").text());
        }
    }

    @ParameterizedTest
    @CsvSource({"Deployment, gateway", "StatefulSet, worker"})
    void theNamedPortsAreThoseOfTheSettings(String kind, String name) throws IOException {
        // Given
        var settings = Deployed.parse(document("ConfigMap", "settings-of-trestle")
                        .at("data", "trestle.yaml")
                        .text())
                .get(0);
        var expected = Map.of(
                "http",
                "8080",
                "members",
                "5701",
                "status",
                settings.at("status", "port").text(),
                "bus",
                settings.at("cluster", "busPort").text());
        // When
        var ports = container(kind, name).at("ports").each();
        // Then
        assertThat(ports)
                .allSatisfy(port -> assertThat(port.at("containerPort").text())
                        .isEqualTo(expected.get(port.at("name").text())));
    }

    @Test
    void theNodesFindEachOtherByTheServiceWithoutAnAddress() throws IOException {
        // Given
        var settings = Deployed.parse(document("ConfigMap", "settings-of-trestle")
                        .at("data", "trestle.yaml")
                        .text())
                .get(0);
        // When
        var service = document("Service", settings.at("cluster", "dns").text());
        // Then
        assertThat(service.at("spec", "clusterIP").text()).isEqualTo("None");
        assertThat(document("StatefulSet", "worker").at("spec", "serviceName").text())
                .isEqualTo(service.at("metadata", "name").text());
    }

    /** Else Kubernetes would end a gateway whose clients are still being told to go elsewhere. */
    @Test
    void thePodsHaveLongerToEndThanTheGatewayDrains() throws IOException {
        // Given
        var settings = Deployed.parse(document("ConfigMap", "settings-of-trestle")
                        .at("data", "trestle.yaml")
                        .text())
                .get(0);
        // When
        var grace = document("Deployment", "gateway")
                .at("spec", "template", "spec", "terminationGracePeriodSeconds")
                .text();
        // Then
        assertThat(Long.parseLong(grace) * 1_000)
                .isGreaterThan(Long.parseLong(settings.at("gateway", "drainMs").text()));
    }
}
