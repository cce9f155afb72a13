// Runs out of stack.
class Solution {
    static int f(int x) {
        return f(x) + 1;
    }
}
