package nl.tec.operations;

import java.util.Comparator;
import java.util.List;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import nl.tec.operations.internal.ServerFacts;
import org.springframework.stereotype.Service;

/** The state of the hub, for its administrator: what is in order, what is not urgent, and what needs a person. */
@Service
public class SystemState {

    private final List<StateSource> sources;
    private final ServerFacts server;
    private final Texts texts;

    SystemState(List<StateSource> sources, ServerFacts server, Texts texts) {
        this.sources = sources;
        this.server = server;
        this.texts = texts;
    }

    /** Returns all checks, those that need a person first. */
    public List<StateCheck> checks() {
        return sources.stream()
                .flatMap(source -> source.look().stream())
                .sorted(Comparator.comparing(StateCheck::level).reversed())
                .toList();
    }

    /** Returns facts about the server: label and value. */
    public List<Fact> facts() {
        return server.facts().entrySet().stream()
                .map(fact -> new Fact(texts.text(Texts.DUTCH, "state.fact." + fact.getKey()), fact.getValue()))
                .toList();
    }

    public record Fact(String label, String value) {}
}
