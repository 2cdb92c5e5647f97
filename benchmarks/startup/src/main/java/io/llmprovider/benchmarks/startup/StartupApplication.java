package io.llmprovider.benchmarks.startup;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A WebClient application without code of its own: it says how long its start took, from
 * the start of the process, how much CPU time the process used for it, and ends.
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
			System.out
				.println(STARTED + millis + " " + cpuMillis() + " " + context.containsBean("llmProviderRegistry"));
		}
	}

	private static long cpuMillis() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1_000_000;
	}

}
