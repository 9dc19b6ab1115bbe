package nl.tec.operations.internal;

import java.util.List;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import nl.tec.operations.ErasedPeople;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of people who came back by a restore, and could not be erased again. */
@Component
@Order(6)
class ErasedPeopleState implements StateSource {

    private final ErasedPeople erased;
    private final Texts texts;

    ErasedPeopleState(ErasedPeople erased, Texts texts) {
        this.erased = erased;
        this.texts = texts;
    }

    @Override
    public List<StateCheck> look() {
        int back = erased.toRepeat();
        return back == 0
                ? List.of()
                : List.of(StateCheck.of(texts, "erased-people", Level.BAD, null, "state.erased-people.back", back));
    }
}
