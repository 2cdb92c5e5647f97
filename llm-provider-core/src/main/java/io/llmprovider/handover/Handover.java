package io.llmprovider.handover;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;

/**
 * Makes a conversation fit for the model that is to go on with it, whoever took part in
 * it before. It is a pure function: the request that is given is never changed, and it is
 * given back itself where it fits already.
 */
public final class Handover {

	private static final Handover ALL = new Handover(EnumSet.allOf(HandoverRule.class));

	private static final List<Step> STEPS = List.of(new CleanTexts(), new BrokenTurns(), new OwnOnly(),
			new ObjectArguments(), new TakenMedia(), new FewerImages(), new PairedCalls(), new MediaBehindResults(),
			new FittingIds(), new FilledTexts(), new FittingRoles());

	private final Set<HandoverRule> rules;

	private Handover(Set<HandoverRule> rules) {
		this.rules = rules;
	}

	/**
	 * The hand-over with all its rules.
	 * @return the one there is
	 */
	public static Handover withAllRules() {
		return ALL;
	}

	/** For tests: what happens if a rule is not kept. */
	Handover without(HandoverRule rule) {
		Set<HandoverRule> fewer = EnumSet.copyOf(this.rules);
		fewer.remove(rule);
		return new Handover(fewer);
	}

	/**
	 * Makes a conversation fit.
	 * @param request what the caller asks
	 * @param target who is to answer
	 * @return the request that fits, the same instance if nothing had to be changed, and
	 * what may have been lost
	 */
	public HandedOver hand(ChatRequest request, Target target) {
		Handing handing = new Handing(target, this.rules);
		List<Message> messages = request.messages();
		for (Step step : STEPS) {
			messages = step.apply(messages, handing);
		}
		List<Text> system = FilledTexts.system(CleanTexts.system(request.system(), handing), handing);
		List<Tool> tools = CleanTexts.tools(request.tools(), handing);
		ChatOptions options = CleanTexts.options(request.options(), handing);
		boolean same = messages == request.messages() && system == request.system() && tools == request.tools()
				&& options == request.options();
		ChatRequest fitting = same ? request
				: request.toBuilder().system(system).messages(messages).tools(tools).options(options).build();
		return new HandedOver(fitting, handing.warnings());
	}

}
