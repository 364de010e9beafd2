/**
 * Well-known models by name: where they are published, what they are, and how they get onto this machine whole.
 *
 * <p>Nothing here knows what a model computes, and nothing of Frogeye is needed for it.
 */
package dev.frogeye.catalogue;
