package io.llmprovider.requirements;

import java.util.Arrays;
import java.util.List;

/**
 * The index from a requirement's number to the tests that show it.
 */
final class Requirements {

	private static final String INDEX = """
			R1 | building opens no socket and needs no key | WireRequirementTests#buildingOpensNoSocketAndNeedsNoKey HttpTransportTests#nothingIsSentBeforeTheSubscription
			R2 | a missing key fails on first use with provider and property | WireRequirementTests#aMissingKeyFailsOnFirstUseWithProviderAndProperty KeySourceTests#aMissingKeyNamesWhatToSet
			R3 | two calls share one connection | WireProviderTests#callsOneAfterTheOtherShareAConnectionWhetherTheyStreamOrNot
			R4 | connections are kept alive and survive a change of mode | WireRequirementTests#modesOfOneProviderShareItsConnection
			R5 | cancelling before the first byte closes the socket | HttpTransportTests#cancellingBeforeTheFirstByteClosesTheConnection
			R6 | cancelling in the middle closes the socket, nothing follows | CancellationTests#disposingAStreamClosesTheConnection ExchangeSubscriberTests#nothingFollowsACancellationAndTheBodyIsLetGo
			R7 | cancelling during back-off ends the wait | RetryStreamTests#cancellingDuringAWaitEndsTheCallAtOnce
			R8 | four time limits, each of them per provider | CallExchangesTests#aHostThatLetsNobodyInIsATimeoutThatNamesIt HttpTransportTests#silenceBeforeTheFirstByteEndsByItsLimitAndNamesTheProperty HttpTransportTests#silenceInTheMiddleEndsByItsLimitAfterWhatHadArrived ExchangeSubscriberTests#theWholeCallHasItsLimitHoweverBusyItIs SettingEffectTests#aSettingIsSeenWhereItBelongs
			R9 | the first byte ends its limit | WireRequirementTests#aLongAnswerOutlivesTheLimitOfItsFirstByte
			R10 | proxies with users and exceptions | ProxyTests#callsGoThroughTheProxyWhichResolvesTheName ProxyTests#aProxyMayKnowItsUsers ProxyTests#hostsOfTheListAreReachedWithoutTheProxy ProxyIT#aStreamComesThroughTheProxy
			R11 | own trust per provider, and a message that says so | TlsTests#aBundleBringsTrustAndTheApplicationsOwnCertificate TlsTests#anUntrustedCertificateIsSaid
			R12 | every request says from whom it comes | WireRequirementTests#everyRequestSaysFromWhomItComes
			R13 | the user's headers win, secrets are never logged | RequestsTests#aHeaderOfTheUsersWinsUnlessTheProtocolHasMergedIt SecretScanTests#nothingThatIsWrittenHasASecret
			R14 | 401 and 403 fail at once after one request | WireRequirementTests#exchangesOnTheWireAreWhatTheTableSays
			R15 | 400, 404 and 422 are never tried again | WireRequirementTests#exchangesOnTheWireAreWhatTheTableSays
			R16 | what may pass is tried again within one budget | WireRequirementTests#exchangesOnTheWireAreWhatTheTableSays RetryBudgetTests#anOutageIsMultipliedByTheBudgetOnly
			R17 | calls on the wire never exceed the attempts | WireRequirementTests#exchangesOnTheWireAreWhatTheTableSays CallExchangesTests#anotherWayToSayACallIsOneOfItsAttempts RetryBridgeTests#theExchangesNeverExceedTheMaximum
			R18 | Retry-After in all its forms | RetryAfterTests#headersSayHowLongToWait RetryAfterTests#bodiesSayHowLongToWait RetriesTests#aWaitLongerThanAllowedFailsAtOnceAndSaysHowLongTheProviderAskedFor
			R19 | jitter; listeners hear of each wait, and may fail | ExponentialDelayTests#theJitterSpreadsTheDelayAndNeverPassesTheLongest RetriesTests#everyWaitIsAnEvent RetryListenerTests#aListenerThatThrowsChangesNothing RetryBeansTests#aListenerOfOneProviderHearsOfNoOther
			R20 | nothing is replayed after the first event | RetriesTests#afterTheFirstBlockEventAFailureIsFinal WireProviderTests#anAnswerThatStopsTooEarlyIsAFailureThatKeepsWhatArrived FailoverTests#anAnswerThatHasBegunIsNotBegunAgainElsewhere
			R21 | an empty success is tried again, bounded | RetriesTests#anEmptyAnswerIsTriedAgain RetriesTests#anEmptyAnswerThatCannotBeTriedAgainIsReturned
			R22 | errors carry all that is known | ProviderErrorsTests#theMessageOfTheExceptionIsComplete ProviderErrorsTests#atMost64KibibytesOfABodyAreKeptAndNoCharacterIsCut ErrorReferenceTests#thePageSaysWhatReallyHappens
			R23 | errors inside a success are exceptions | ProviderErrorsTests#errorsInsideASuccessAreClassifiedByTheirNames OpenAiCompletionsStreamDecoderTests#anErrorInsideTheStreamEndsItAndKeepsWhatCame AnthropicStreamDecoderTests#anErrorAsFirstEventIsOneOfTheProviders OllamaStreamDecoderTests#anErrorMayComeAtAnyPoint
			R24 | events are forwarded at once | WireRequirementTests#theFirstEventIsThereBeforeTheServerEnds
			R25 | server-sent events in all their forms | SseFrameReaderTests#cutsABodyIntoTheSameFramesWhereverTheNetworkCutsIt SseFrameReaderTests#agreesWithASlowReaderOnRandomBodiesAndCuts
			R26 | chunks without choices are taken | OpenAiCompletionsStreamDecoderTests#commentsAndChunksWithoutChoicesArePassedOver CompletionsUsageTests#usageComesInThreePlaces
			R27 | usage once, and last | CompletionsUsageTests#theLastOfSeveralCountsAndTheUsualPlaceWins EventGrammarTests#whatBreaksARuleIsNamed CorpusConformanceTests#everyProtocolIsBuiltIn
			R28 | calls are put together from their pieces | CompletionsToolCallsTests#callsArePutTogether OpenAiResponsesStreamDecoderTests#callsThatOverlapAreToldApartByTheirPlace AnthropicStreamDecoderTests#argumentsThatComeAtOnceAreTaken
			R29 | order is kept, and results follow their calls | OpenAiCompletionsMessageMapperTests#picturesOfToolsFollowTheWholeBlockOfResults AnthropicRequestMapperTests#resultsOfOneTurnAreOneMessageAndComeFirst
			R30 | ids of calls are changed alike on both sides | HandoverTests#idsAreRewrittenOnlyWhereTheyDoNotFit HandoverTests#callsOfTheSameIdKeepTheirOwnResults HandoverTests#anIdStaysTheSameWhileTheConversationGrows
			R31 | content that is not taken is a decision that is seen | HandoverTests#whatTheModelDoesNotTakeBecomesANote HandoverTests#whatTheApiDoesNotTakeBecomesANote
			R32 | signed reasoning goes to its author only | HandoverTests#reasoningOfAnotherBecomesAParagraphWithoutTags HandoverTests#ownReasoningGoesBackAsTheApiWantsIt HandoverTests#signaturesAndIdsOfAnotherStayBehind
			R33 | blank and broken text does no harm | SurrogatesTests#loneHalvesAreRemovedAndPairsKept OpenAiCompletionsRequestMapperTests#loneSurrogatesAreRemovedFromEverything AnthropicRequestMapperTests#emptyMessagesAndUnknownOptionsAreRefused OpenAiCompletionsMessageMapperTests#messagesThatSayNothingAreLeftOut
			R34 | thinking and sampling agree | AnthropicRequestMapperTests#samplingIsSentWhereItIsTaken AnthropicRequestMapperTests#theLimitHasRoomForThoughts AnthropicRequestMapperTests#aForcedToolGoesOnlyWithoutThinking OpenAiCompletionsRequestMapperTests#aLevelThatTheModelCannotTakeIsClippedWithAWarning
			R35 | the field of the token limit follows what is known | OpenAiCompletionsRequestMapperTests#canonicalBecomesJson KnownProvidersTests#mistralIsSentNothingThatItRefuses
			R36 | what is configured is never overridden | WireRequirementTests#whatIsConfiguredOfAModelIsWhatIsUsed
			R37 | tokens are renewed early, once for all, once after a refusal | TokenCacheTests#aTokenIsFetchedOnceAndKeptUntilShortlyBeforeItsEnd TokenCacheTests#allWhoWaitShareOneFetchAndOneWhoLeavesDoesNotEndIt AzureProviderTests#aTokenThatIsRefusedIsReplacedOnce AzureProviderTests#aSecondRefusalIsTold
			R38 | looking a key up changes nothing | WireRequirementTests#lookingAKeyUpChangesNothing
			R39 | a mode change keeps what is unchanged | WireRequirementTests#modesOfOneProviderShareItsConnection
			R40 | an unknown cost is not zero | PricingTests#aCostOfWhichAPartIsUnknownIsUnknown AssemblerTests#aUsageOfWhichNothingIsKnownIsNotReportedAndCostsNobodyKnowsWhat
			""";

	private Requirements() {
	}

	static List<Requirement> all() {
		return INDEX.lines().map((line) -> {
			String[] parts = line.split(" \\| ");
			return new Requirement(Integer.parseInt(parts[0].substring(1)), parts[1],
					Arrays.asList(parts[2].strip().split(" ")));
		}).toList();
	}

	/**
	 * A requirement.
	 *
	 * @param number its number
	 * @param text what it asks for
	 * @param tests class and method of each test that shows it
	 */
	record Requirement(int number, String text, List<String> tests) {

		@Override
		public String toString() {
			return "R" + this.number + " " + this.text;
		}

	}

}
