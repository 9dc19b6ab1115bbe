package nl.tec.neighbours.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.Numbers;
import nl.tec.steering.Condition;
import nl.tec.steering.Evidence;
import nl.tec.steering.Fact;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The evidence that the programme is shared with other hubs: those of which it is shown here. */
@Component
@Order(5)
class NeighbourEvidence implements Evidence {

    private final NeighbourProgramme programme;
    private final Texts texts;

    NeighbourEvidence(NeighbourProgramme programme, Texts texts) {
        this.programme = programme;
        this.texts = texts;
    }

    @Override
    public Map<Condition, List<Fact>> of(int year, Locale language) {
        int shown = programme.shown(
                LocalDate.of(year + 1, 1, 1).atStartOfDay(Dates.ZONE).toInstant());
        return Map.of(
                Condition.NEIGHBOURS,
                List.of(new Fact(
                        texts.text(language, "neighbours.fact.programme"),
                        Numbers.whole(shown, language),
                        texts.text(language, "neighbours.fact.programme.note"),
                        Fact.Mark.NO_TARGET,
                        shown == 0 ? null : "/regio")));
    }
}
