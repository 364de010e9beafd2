/**
 * What a network is, without state: an immutable {@link dev.frogeye.model.Graph} of {@link dev.frogeye.model.Layer}s. Weights
 * are shared by every engine and must not be written to.
 */
package dev.frogeye.model;
