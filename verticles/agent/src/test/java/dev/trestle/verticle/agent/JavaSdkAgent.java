package dev.trestle.verticle.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.agentclientprotocol.sdk.agent.transport.StdioAcpAgentTransport;
import com.agentclientprotocol.sdk.spec.AcpSchema;
import com.agentclientprotocol.sdk.test.MockAcpAgent;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** The test agent of the Java SDK of the Agent Client Protocol, on its standard streams: says what it has heard. */
final class JavaSdkAgent {

    private JavaSdkAgent() {}

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        var self = new CompletableFuture<MockAcpAgent>();
        var transport = new StdioAcpAgentTransport();
        var agent = MockAcpAgent.builder(transport)
                .promptResponse(prompt -> {
                    var text = new AcpSchema.TextContent("Heard: " + prompt.text());
                    var update = new AcpSchema.AgentMessageChunk("agent_message_chunk", text);
                    self.join()
                            .async()
                            .sendSessionUpdate(prompt.sessionId(), update)
                            .subscribe();
                    return AcpSchema.PromptResponse.endTurn();
                })
                .build();
        self.complete(agent);
        agent.start();
        transport.awaitTermination().block();
    }
}
