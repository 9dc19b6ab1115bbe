package nl.tec.reach;

/**
 * The pupils who came with their class.
 *
 * @param pupils the number of distinct pupils, by rules 2.2 to 2.4
 * @param visits the number of class part attendances behind it
 */
public record Reached(long pupils, long visits) {}
