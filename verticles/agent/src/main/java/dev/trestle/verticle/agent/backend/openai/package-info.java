/** Models behind an endpoint that speaks OpenAI's chat completions: conversation, tools, streaming. */
package dev.trestle.verticle.agent.backend.openai;
