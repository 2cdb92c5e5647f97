package io.llmprovider.samples.signin;

import java.util.List;

import io.llmprovider.provider.ProviderRegistry;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Signs a user in with a code that is entered on another device, then talks to the model.
 * With {@code --sign-out} it forgets the user instead.
 */
@SpringBootApplication
public class SignInApplication {

	/**
	 * Starts the application.
	 * @param args {@code --approve} to let the application's own authorization server
	 * approve without a user, {@code --sign-out} to sign out, settings
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SignInApplication.class);
		application.addInitializers(new LocalServers());
		application.run(args).close();
	}

	@Bean
	CommandLineRunner session(ProviderRegistry providers) {
		return (args) -> {
			List<String> arguments = List.of(args);
			Terminal terminal = new Terminal(System.in, System.out);
			Session session = new Session(providers, terminal);
			if (arguments.contains("--sign-out")) {
				session.signOut();
			}
			else if (session.signIn(arguments.contains("--approve"))) {
				session.chat();
			}
		};
	}

}
