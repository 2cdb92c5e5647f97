package io.llmprovider.samples.quickstart;

import io.llmprovider.provider.ProviderRegistry;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * The quickstart: a terminal application that plans with one model and acts with another.
 * An argument is the prompt; without one it is a small chat.
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
		application.run(args);
	}

	@Bean
	CommandLineRunner quickstart(ProviderRegistry providers) {
		Conversation conversation = new Conversation(providers, new Terminal(System.out));
		return (args) -> {
			if (args.length > 0) {
				conversation.planAndAct(String.join(" ", args));
			}
			else {
				conversation.chat(System.in);
			}
		};
	}

}
