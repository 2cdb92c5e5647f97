package io.llmprovider.signin;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The user's browser, as far as the pages of the authorization server need one: it
 * follows redirects, keeps cookies, signs in on the login page and answers the page that
 * asks for consent.
 */
final class Browser {

	private static final Pattern FORM = Pattern.compile("<form[^>]*?(?:action=\"([^\"]*)\")?[^>]*>", Pattern.DOTALL);

	private static final Pattern INPUT = Pattern.compile("<input([^>]*)>", Pattern.DOTALL);

	private final HttpClient http = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.ALWAYS)
		.build();

	private final boolean consents;

	private Browser(boolean consents) {
		this.consents = consents;
	}

	static Browser ofConsentingUser() {
		return new Browser(true);
	}

	static Browser ofRefusingUser() {
		return new Browser(false);
	}

	/**
	 * Opens a page and fills in what is asked.
	 * @param page the address
	 * @return the page on which it ends
	 */
	HttpResponse<String> visit(URI page) {
		HttpResponse<String> response = send(HttpRequest.newBuilder(page).GET());
		if (response.uri().getPath().equals("/login")) {
			response = submit(response,
					Map.of("username", AuthorizationServer.USER, "password", AuthorizationServer.PASSWORD));
		}
		if (response.statusCode() == 200 && response.body().contains("name=\"scope\"")) {
			response = submit(response, this.consents ? Map.of("scope", AuthorizationServer.SCOPE) : Map.of());
		}
		return response;
	}

	private HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> answers) {
		Matcher form = FORM.matcher(page.body());
		if (!form.find()) {
			throw new IllegalStateException("No form: " + page.body());
		}
		Map<String, String> fields = new LinkedHashMap<>();
		Matcher inputs = INPUT.matcher(page.body());
		while (inputs.find()) {
			if ("hidden".equals(attribute(inputs.group(1), "type"))) {
				fields.put(attribute(inputs.group(1), "name"), attribute(inputs.group(1), "value"));
			}
		}
		fields.putAll(answers);
		String action = attribute(form.group(), "action");
		return send(HttpRequest.newBuilder(page.uri().resolve(action.isEmpty() ? page.uri().getPath() : action))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(fields.entrySet()
				.stream()
				.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
				.collect(Collectors.joining("&")))));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String attribute(String tag, String name) {
		Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
		return matcher.find() ? matcher.group(1).replace("&amp;", "&") : "";
	}

}
