/**
 * The import of public registers as a pipeline: bytes to text and lines ({@code TextFile}, {@code CsvReader}), lines to rows
 * ({@code Table}), rows to values (one {@code Register} per kind), values to the database ({@code SchoolStore}, {@code CountStore},
 * {@code RegionStore}).
 */
@NullMarked
package nl.tec.organisations.internal.registers;

import org.jspecify.annotations.NullMarked;
