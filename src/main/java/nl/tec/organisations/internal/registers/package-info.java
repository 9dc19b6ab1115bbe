/**
 * How public registers are read and stored: bytes to text ({@code SourceText}), text to rows ({@code Table}), rows to values
 * (one {@code Register} per kind), values to the database ({@code SchoolStore}, {@code CountStore}, {@code RegionStore}).
 */
@NullMarked
package nl.tec.organisations.internal.registers;

import org.jspecify.annotations.NullMarked;
