/**
 * Satisfaction after a visit (requirement B5): surveys without account or name, their results, and what was written (rules 2.10,
 * 8.5). Decision 0025 says why an answer can't be traced.
 */
@NullMarked
package nl.tec.feedback;

import org.jspecify.annotations.NullMarked;
