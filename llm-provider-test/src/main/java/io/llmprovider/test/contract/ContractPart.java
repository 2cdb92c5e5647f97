package io.llmprovider.test.contract;

/**
 * A part of the contract.
 */
interface ContractPart {

	/**
	 * What is tested.
	 * @return the subject of this run
	 */
	ContractSubject subject();

}
