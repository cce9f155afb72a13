// Takes all memory.
class Solution {
    static int f(int x) {
        java.util.List<int[]> held = new java.util.ArrayList<>();
        while (true) held.add(new int[1 << 20]);
    }
}
