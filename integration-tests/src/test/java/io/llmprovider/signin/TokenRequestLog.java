package io.llmprovider.signin;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes down what the endpoint of tokens was asked.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class TokenRequestLog extends OncePerRequestFilter {

	private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getRequestURI().equals("/oauth2/token")) {
			Map<String, String> parameters = new LinkedHashMap<>();
			request.getParameterMap().forEach((name, values) -> parameters.put(name, String.join(",", values)));
			this.requests.add(Map.copyOf(parameters));
		}
		chain.doFilter(request, response);
	}

	List<Map<String, String>> all() {
		return List.copyOf(this.requests);
	}

}
