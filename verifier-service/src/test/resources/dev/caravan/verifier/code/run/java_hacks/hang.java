// Never answers.
class Solution {
    static int f(int x) {
        while (true) Thread.onSpinWait();
    }
}
