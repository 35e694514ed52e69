package dev.trestle.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The contract as one JSON document for other languages, made from the rows and their records. */
final class ProtocolSchema {

    static final String ID = "urn:trestle:protocol:1";

    /** Where the document is kept, seen from the module. */
    static final Path FILE = Path.of("schema", "protocol.json");

    /** The services of the gateway itself; every other one works in a workspace. */
    private static final Set<String> WITHOUT_WORKSPACE = Set.of("cluster", "session", "workspace", "topic");

    private final Map<Class<?>, String> summaries = new HashMap<>();
    private final SchemaBuilder records = RecordSchemas.builder(summaries::get);
    private final ObjectNode document = new ObjectMapper().createObjectNode();

    private ProtocolSchema() {
        Protocol.OPERATIONS.forEach(row -> summaries.put(row.request(), row.summary()));
        Protocol.TOPICS.forEach(row -> summaries.put(row.event(), row.summary()));
    }

    /** The text of the document. */
    static String text() throws JsonProcessingException {
        var separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withObjectEmptySeparator("");
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return new ObjectMapper().writer(printer).writeValueAsString(new ProtocolSchema().document()) + "\n";
    }

    static boolean inWorkspace(Operation<?, ?> operation) {
        return !WITHOUT_WORKSPACE.contains(operation.service());
    }

    private ObjectNode document() {
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", ID)
                .put("title", "The native wire protocol of Trestle")
                .put("$comment", "Made from the records of shared-types. Senders leave out what is null.")
                .put("version", Protocol.VERSION)
                .put("subprotocol", Protocol.SUBPROTOCOL);
        addRows();
        addCodes();
        addDefinitions();
        return document;
    }

    private void addRows() {
        var operations = document.putObject("operations");
        for (var row : Protocol.OPERATIONS) {
            var operation = operations
                    .putObject(row.name())
                    .put("summary", row.summary())
                    .put("service", row.service())
                    .put("writes", Protocol.writes(row.name()));
            operation.set("params", records.createSchemaReference(row.request()));
            operation.set("result", records.createSchemaReference(row.reply()));
        }
        var notifications = document.putObject("notifications");
        for (var row : Protocol.TOPICS) {
            notifications
                    .putObject(row.name())
                    .put("summary", row.summary())
                    .set("params", records.createSchemaReference(row.event()));
        }
    }

    private void addCodes() {
        var errors = document.putObject("errors");
        for (var code : ErrorCode.values()) {
            errors.putObject(code.name())
                    .put("number", code.number())
                    .put("retryable", code.retryable())
                    .put("summary", code.summary());
        }
        var closes = document.putObject("closeCodes");
        for (var code : CloseCode.values()) {
            closes.putObject(code.name())
                    .put("number", code.number())
                    .put("reconnect", code.reconnect())
                    .put("summary", code.summary());
        }
    }

    private void addDefinitions() {
        records.createSchemaReference(Session.Ticket.class);
        records.createSchemaReference(Search.Started.class);
        records.createSchemaReference(Search.Match.class);
        records.createSchemaReference(Search.Progress.class);
        records.createSchemaReference(GitRemote.Progress.class);
        records.createSchemaReference(GitRemote.Changed.class);
        records.createSchemaReference(GitRemote.CredentialAsked.class);
        records.createSchemaReference(Watch.Change.class);
        records.createSchemaReference(Watch.Overflow.class);
        addAll(AgentEvents.Event.class);
        var sorted = new TreeMap<String, ObjectNode>();
        records.collectDefinitions("$defs")
                .properties()
                .forEach(definition -> sorted.put(definition.getKey(), (ObjectNode) definition.getValue()));
        Protocol.OPERATIONS.stream()
                .filter(ProtocolSchema::inWorkspace)
                .map(row -> sorted.get(RecordSchemas.name(row.request())))
                .forEach(ProtocolSchema::addWorkspace);
        document.putObject("$defs").setAll(sorted);
    }

    /** The records of {@code kind}, and of the kinds of it. */
    private void addAll(Class<?> kind) {
        for (var one : kind.getPermittedSubclasses()) {
            if (one.isRecord()) {
                records.createSchemaReference(one);
            } else {
                addAll(one);
            }
        }
    }

    private static void addWorkspace(ObjectNode params) {
        params.withObject("/properties")
                .putObject("workspace")
                .put("type", "string")
                .put("description", "The workspace; the connection's own when absent, else `default`.");
    }
}
