package io.llmprovider.samples.quickstart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The quickstart: a Spring Boot application with the starter on its class path.
 */
@SpringBootApplication
public class QuickstartApplication {

	/**
	 * Starts the application.
	 * @param args arguments, as Spring Boot reads them
	 */
	public static void main(String[] args) {
		SpringApplication.run(QuickstartApplication.class, args);
	}

}
