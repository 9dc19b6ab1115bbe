package nl.tec.reach;

import java.util.List;
import nl.tec.programme.ActivityKind;
import nl.tec.shared.Audience;
import org.jspecify.annotations.Nullable;

/**
 * People who come by themselves (rules 2.9).
 *
 * @param audiences of any of these: who came as one and as another is one person
 * @param kind only what they came to at activities of this kind; null: of any kind
 */
public record Individuals(
        List<Audience> audiences, @Nullable ActivityKind kind) {}
