package io.llmprovider.test.replay;

/**
 * A request and its answer.
 *
 * @param request what was sent
 * @param response what came
 */
public record RecordedExchange(RecordedRequest request, RecordedResponse response) {

}
