/** Networks that need no download, made from formulas. */
package dev.frogeye.model.builtin;
