package io.llmprovider.protocol;

/**
 * How a server that speaks Chat Completions is told to think.
 */
public enum ThinkingFormat {

	/** {@code reasoning_effort: "high"}. */
	OPENAI,

	/** {@code thinking: {"type": "enabled"}}, as Z.ai and DeepSeek have it. */
	THINKING_TYPE,

	/** {@code enable_thinking: true}, as Z.ai's older models have it. */
	ZAI,

	/** {@code enable_thinking: true} and {@code thinking_budget}, as Qwen has it. */
	QWEN,

	/**
	 * {@code chat_template_kwargs: {"enable_thinking": true}}, as vLLM has it for Qwen.
	 */
	QWEN_CHAT_TEMPLATE,

	/** {@code reasoning: {"effort": "high"}}, as OpenRouter has it. */
	OPENROUTER,

	/** {@code reasoning: {"enabled": true}}, as Together has it. */
	TOGETHER,

	/** Nothing is sent: the server cannot be told. */
	NONE

}
