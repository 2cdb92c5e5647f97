package io.llmprovider.provider;

import java.util.List;
import java.util.Optional;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import reactor.core.publisher.Flux;

/**
 * A named backend. Most are made from configuration; a backend without HTTP, or one that
 * no wire protocol fits, is a bean that implements this interface and joins the registry
 * under its name.
 */
public interface LlmProvider {

	/**
	 * Its name in the registry.
	 * @return the name
	 */
	String name();

	/**
	 * The models that are listed for it.
	 * @return the models; none if every id is passed on
	 */
	List<Model> models();

	/**
	 * The model with this id or alias.
	 * @param id an id or alias
	 * @return the model; empty if the provider lists its models and this is none of them
	 */
	default Optional<Model> model(String id) {
		Optional<Model> listed = models().stream()
			.filter((model) -> model.id().equals(id) || model.aliases().contains(id))
			.findFirst();
		return (listed.isPresent() || !models().isEmpty()) ? listed : Optional.of(Model.of(name(), id));
	}

	/**
	 * Answers a request. Nothing happens before the Flux is subscribed to; cancelling
	 * ends the call at once.
	 * @param model one of this provider's models
	 * @param request what is asked
	 * @param settings what belongs to this call only
	 * @return events after {@link StreamEvent}'s grammar; failures are
	 * {@code LlmException}s
	 */
	Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings settings);

	/**
	 * Called when the provider leaves the registry: lets go of what it holds as soon as
	 * its last call has ended.
	 */
	default void retire() {
	}

	/**
	 * Called when the application ends: cancels calls under way and lets go of what the
	 * provider holds.
	 */
	default void close() {
	}

}
