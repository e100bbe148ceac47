package dev.linger.cli.command;

import java.util.ArrayList;
import java.util.List;

/// Guesses which known word somebody meant.
final class Spelling {
    private Spelling() {}

    /// The known words nearest to `word`, none when all are far: one mistake is allowed for every three letters.
    static List<String> nearest(String word, List<String> known) {
        List<String> nearest = new ArrayList<>();
        int least = Math.max(1, word.length() / 3);
        for (String candidate : known) {
            int distance = word.length() >= 3 && candidate.startsWith(word) ? 1 : distance(word, candidate);
            if (distance < least) {
                nearest.clear();
                least = distance;
            }
            if (distance <= least) {
                nearest.add(candidate);
            }
        }
        return nearest;
    }

    /// How many letters to add, drop, change or swap with their neighbour to turn one word into the other.
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                if (row == 0 || column == 0) {
                    cost[row][column] = row + column;
                    continue;
                }
                boolean same = from.charAt(row - 1) == to.charAt(column - 1);
                int best = Math.min(cost[row - 1][column], cost[row][column - 1]) + 1;
                best = Math.min(best, cost[row - 1][column - 1] + (same ? 0 : 1));
                boolean swapped = row > 1
                        && column > 1
                        && from.charAt(row - 1) == to.charAt(column - 2)
                        && from.charAt(row - 2) == to.charAt(column - 1);
                cost[row][column] = swapped ? Math.min(best, cost[row - 2][column - 2] + 1) : best;
            }
        }
        return cost[from.length()][to.length()];
    }
}
