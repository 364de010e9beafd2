/**
 * Many videos into one folder: which ones, where each goes, what is done already, several at a time, and a record of
 * every attempt that survives being killed.
 */
package dev.frogeye.batch;
