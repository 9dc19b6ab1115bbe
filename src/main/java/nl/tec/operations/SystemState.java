package nl.tec.operations;

import java.util.Comparator;
import java.util.List;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import nl.tec.operations.internal.ServerFacts;
import nl.tec.operations.internal.StateAlertQueries;
import org.springframework.stereotype.Service;

/** The state of the hub, for its administrator: what is in order, what is not urgent, and what needs a person. */
@Service
public class SystemState {

    private final List<StateSource> sources;
    private final StateAlertQueries alerts;
    private final ServerFacts server;
    private final Texts texts;

    SystemState(List<StateSource> sources, StateAlertQueries alerts, ServerFacts server, Texts texts) {
        this.sources = sources;
        this.alerts = alerts;
        this.server = server;
        this.texts = texts;
    }

    /** Runs all checks, which may wait for another machine, and returns those that need a person first. */
    public List<StateCheck> checks() {
        return sources.stream()
                .flatMap(source -> source.look().stream())
                .sorted(Comparator.comparing(StateCheck::level).reversed())
                .toList();
    }

    /** Runs the checks that are only cheap queries, on mail and background work. */
    public List<StateCheck> cheapChecks() {
        return sources.stream()
                .filter(StateSource::cheap)
                .flatMap(source -> source.look().stream())
                .toList();
    }

    /** Returns the keys of the checks that needed a person when a job looked, which it does every ten minutes. */
    public List<String> found() {
        return alerts.found();
    }

    /** Returns facts about the server: label and value. */
    public List<Fact> facts() {
        return server.facts().entrySet().stream()
                .map(fact -> new Fact(texts.text(Texts.DUTCH, "state.fact." + fact.getKey()), fact.getValue()))
                .toList();
    }

    public record Fact(String label, String value) {}
}
