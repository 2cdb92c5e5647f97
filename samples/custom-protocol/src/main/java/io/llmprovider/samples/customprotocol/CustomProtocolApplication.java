package io.llmprovider.samples.customprotocol;

import io.llmprovider.protocol.WireProtocol;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application with a provider whose API the library does not know. */
@SpringBootApplication
public class CustomProtocolApplication {

	public static void main(String[] args) {
		SpringApplication.run(CustomProtocolApplication.class, args);
	}

	@Bean
	WireProtocol parleyProtocol() {
		return new ParleyProtocol();
	}

}
