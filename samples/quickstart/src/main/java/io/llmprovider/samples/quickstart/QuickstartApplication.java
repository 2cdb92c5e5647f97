package io.llmprovider.samples.quickstart;

import io.llmprovider.provider.ProviderRegistry;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * The quickstart: a terminal application that plans with one model and acts with another.
 * An argument is the prompt; without one it is a small chat. Properties may stand beside
 * it, such as {@code --llm.modes.act.model=ollama:qwen3}.
 */
@SpringBootApplication
public class QuickstartApplication {

	/**
	 * Starts the application.
	 * @param args the prompt, or nothing for a chat
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(QuickstartApplication.class);
		application.addInitializers(new OfflineSimulator());
		application.run(args).close();
	}

	@Bean
	ApplicationRunner quickstart(ProviderRegistry providers) {
		Conversation conversation = new Conversation(providers, new Terminal(System.out));
		return (args) -> {
			if (!args.getNonOptionArgs().isEmpty()) {
				conversation.planAndAct(String.join(" ", args.getNonOptionArgs()));
			}
			else {
				conversation.chat(System.in);
			}
		};
	}

}
