package nl.tec.reach;

import java.util.List;
import nl.tec.programme.ActivityKind;
import nl.tec.shared.Audience;
import org.jspecify.annotations.Nullable;

/**
 * A selection of individual visitors (rules 2.9).
 *
 * @param audiences the audiences to include; somebody who came in several of them counts as one person
 * @param kind the kind of activity to include; null for any kind
 */
public record Individuals(
        List<Audience> audiences, @Nullable ActivityKind kind) {}
