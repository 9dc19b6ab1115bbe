package nl.tec.employers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next where the page after it starts; null: there is none
 */
public record OfferPage<T>(List<T> rows, @Nullable String next) {}
