package nl.tec.reach;

import nl.tec.programme.ActivityKind;
import nl.tec.shared.Audience;
import org.jspecify.annotations.Nullable;

/**
 * People who come by themselves (rules 2.9).
 *
 * @param kind only what they came to at activities of this kind; null: of any kind
 */
public record Individuals(Audience audience, @Nullable ActivityKind kind) {}
