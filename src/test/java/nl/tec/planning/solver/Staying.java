package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nl.tec.planning.PlanInstance;

/** How much of a previous plan can stay where it is, whatever else moves. */
public final class Staying {

    /** Orders in which the visits of a week are placed: the first may be in the way of others that fit. */
    private static final int ORDERS = 20;

    private final Model model;
    private final Schedule schedule;
    private final Random random = new Random(1);

    private Staying(PlanInstance instance) {
        model = new Model(instance);
        schedule = new Schedule(model);
    }

    /** @param p a party @param c where it is to be */
    private record Place(int p, int c) {}

    /** Of the placements of the previous plan that are not pinned elsewhere, how many cannot stay, counted week by week. */
    public static int impossible(PlanInstance instance) {
        Staying staying = new Staying(instance);
        int impossible = 0;
        for (int week = 0; week < staying.model.weeks; week++) {
            impossible += staying.fewestOut(week);
        }
        return impossible;
    }

    private int fewestOut(int week) {
        List<Place> pinned = new ArrayList<>();
        List<Place> before = new ArrayList<>();
        for (int p = 0; p < model.parties; p++) {
            boolean isPinned = model.pinned[p] != NONE;
            int c = isPinned ? model.pinned[p] : model.previousOfParty(p);
            if (c != NONE && model.weekOfDay[model.day[c]] == week) {
                (isPinned ? pinned : before).add(new Place(p, c));
            }
        }
        int out = 0;
        while (!fits(pinned, before, out)) {
            out++;
        }
        return out;
    }

    /** Whether all fit but so many, chosen as well as can be. */
    private boolean fits(List<Place> pinned, List<Place> before, int out) {
        if (out == 0) {
            List<Place> all = new ArrayList<>(before);
            for (int order = 0; order < ORDERS; order++) {
                int mark = schedule.mark();
                boolean fit = pinned.stream().allMatch(one -> schedule.place(one.p(), one.c()))
                        && all.stream().allMatch(one -> schedule.place(one.p(), one.c()));
                schedule.undo(mark);
                if (fit) {
                    return true;
                }
                Collections.shuffle(all, random);
            }
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            List<Place> others = new ArrayList<>(before.subList(i + 1, before.size()));
            others.addAll(0, before.subList(0, i));
            if (fits(pinned, others, out - 1)) {
                return true;
            }
        }
        return false;
    }
}
