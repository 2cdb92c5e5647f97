package io.llmprovider.test.contract;

import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Closes the subject of one argument of a parameterized class, so that the next argument
 * gets its own. JUnit keeps one instance for all of them, and gives the argument only
 * after {@code @BeforeAll}.
 */
final class ClosedAfterEachArgument implements AfterClassTemplateInvocationCallback {

	@Override
	public void afterClassTemplateInvocation(ExtensionContext context) throws Exception {
		((LlmProviderContract) context.getRequiredTestInstance()).closeSubject();
	}

}
