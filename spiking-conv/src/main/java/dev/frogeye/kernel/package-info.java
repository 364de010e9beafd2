/**
 * The inner loops, once in plain Java and once on the Vector API, which give the same bits. Arrays are channels-last rows;
 * a kernel writes only the stretch it is given and keeps nothing between calls.
 */
package dev.frogeye.kernel;
