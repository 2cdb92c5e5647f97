package io.llmprovider.benchmarks.startup;

import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A WebClient application without code of its own: it says how long its start took, from
 * the start of the process, and ends.
 */
@SpringBootApplication
public class StartupApplication {

	static final String STARTED = "started in ";

	/**
	 * Starts and ends the application.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(StartupApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(args)) {
			long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
			System.out.println(STARTED + millis + " " + context.containsBean("llmProviderRegistry"));
		}
	}

}
