package nl.tec.planning;

import java.util.List;

/**
 * The repair of a plan after a change: somebody is ill, a room is closed, a bus broke down, a class cannot come on a date, something
 * was pinned elsewhere (rules 5). Placements stay where possible, if necessary with other people or another bus.
 *
 * @param hit wishes that cannot be met as they were
 * @param moves wishes that are met by another candidate than before; includes wishes that were not hit only if others may move
 * @param lost wishes that are no longer met
 * @param plan the repaired plan
 */
public record PlanRepair(List<String> hit, List<Move> moves, List<String> lost, PlanSolution plan) {

    public record Move(String wish, long from, long to) {}
}
